/** The checks of the product, as the server asks them: an author sees what is wrong while typing. */
export { checkItem, letterOf, type CheckedItem, type ItemFault } from '../../../../libs/domain/src/item-checks.js';
