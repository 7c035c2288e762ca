/** The words of the dialog that asks which image is meant. */
export const chooseTexts = {
  titles: { inspect: 'Inspect an image', delete: 'Delete an image' },
  submits: { inspect: 'Inspect', delete: 'Continue' },
  image: 'Image',
  placeholder: 'Type a name, a tag or a digest',
  hints: {
    inspect: 'The newest come first.',
    delete: 'The newest come first. Before anything is deleted you are asked.',
  },
};
