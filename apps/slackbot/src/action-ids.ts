/** The `action_id` of every button. They stay what they are: old messages keep their buttons. */
export const actionIds = {
  inspect: 'images.inspect',
  delete: 'images.delete',
  previousPage: 'images.list.previous',
  nextPage: 'images.list.next',
  refreshList: 'images.list.refresh',
  backToList: 'images.list.back',
} as const;

/** The `callback_id` of every modal that is submitted. */
export const callbackIds = { confirmDelete: 'images.delete.confirm' } as const;
