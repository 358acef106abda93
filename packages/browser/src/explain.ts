// Loaded when somebody asks: sentences and trees are not in the page of a shopper who does not.
export { explainWith } from '@aisle/engine';
