/** The format's constants under one name: a page uses a few of them by themselves, the trainer all. */
export * as neighbourFormat from './neighbour-format.js';
