/** Makes ids that look like Slack's: a capital letter and ten capital letters or digits, no two the same. */
export function createIds(): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}${count.toString(36).toUpperCase().padStart(10, '0')}`;
  };
}
