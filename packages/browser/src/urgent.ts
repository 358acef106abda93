const URGENT = /^(purchase|refund|x_consent)$/;

/** What must not be lost: it is written through to the disk, sent at once, and given up last. */
export const isUrgent = (name: string): boolean => URGENT.test(name);
