/** Why a shopper is in an arm, or in none; the first that applies. */
export type AssignmentReason =
  | 'no-experiment'
  | 'forced'
  | 'preview'
  | 'held-out'
  | 'not-targeted'
  | 'sticky'
  | 'no-visitor'
  | 'other-experiment'
  | 'not-covered'
  | 'assigned';
