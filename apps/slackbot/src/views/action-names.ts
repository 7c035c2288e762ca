/**
 * The `action_id` of every button and menu. They stay what they are: old messages keep their buttons. Buttons in the rows of
 * a table have a number behind it, since the ids within one block must differ.
 */
export const actionNames = {
  rowInspect: 'images.row.inspect',
  rowMenu: 'images.row.menu',
  openMenu: 'images.list.open',
  deleteMenu: 'images.list.delete',
  inspect: 'images.inspect',
  delete: 'images.delete',
  previousPage: 'images.list.previous',
  nextPage: 'images.list.next',
  refreshList: 'images.list.refresh',
  showList: 'images.list.show',
  filterList: 'images.list.filter',
  shareList: 'images.list.share',
  approve: 'images.request.approve',
  reject: 'images.request.reject',
  cancel: 'images.request.cancel',
  confirmCleanup: 'images.cleanup.confirm',
  olderAudit: 'images.audit.older',
  repositorySelect: 'images.repository',
  imageSelect: 'images.image',
  input: 'images.input',
} as const;

/** The `callback_id` of every modal that is submitted. */
export const callbackNames = {
  confirmDelete: 'images.delete.confirm',
  filterList: 'images.list.filter',
  chooseToInspect: 'images.choose.inspect',
  chooseToDelete: 'images.choose.delete',
} as const;

/** The buttons in the rows of a table: {@link actionNames}.rowInspect with a number behind it. */
export const rowInspectPattern: RegExp = /^images\.row\.inspect\.\d+$/;

/** The buttons that show a list, of which several can stand in one row: {@link actionNames}.showList with or without a number. */
export const showListPattern: RegExp = /^images\.list\.show(?:\.\d+)?$/;

/** The `block_id` of every input, under which its value is found. */
export const inputNames = {
  reason: 'reason',
  digestEnd: 'digest-end',
  repository: 'repository',
  image: 'image',
  untagged: 'untagged',
  tag: 'tag',
  olderThan: 'older-than',
  largerThan: 'larger-than',
  sort: 'sort',
} as const;
