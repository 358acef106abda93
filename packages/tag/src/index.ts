export { type TagOptions, attributesOf } from './attributes.js';
