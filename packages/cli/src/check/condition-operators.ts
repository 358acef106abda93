import { readCondition } from '@aisle/engine';
import type { Playbook } from '@aisle/schema';
import { conditionsIn } from './conditions-in.js';
import type { Finding } from './finding.js';

const faultOf = (unknown: string): Omit<Finding, 'field'> => {
  if (unknown.includes('can run away')) {
    return {
      message: `${unknown.replace(/,$/, '')}: some texts would keep a page busy for seconds`,
      fix: 'repeat nothing inside what is repeated, and let no two neighbours match the same; or use $in',
    };
  }
  return {
    message: `${unknown} is no operator of this release, or its argument cannot be read`,
    fix: 'correct it, or take it out',
  };
};

const groupless: Omit<Finding, 'field'> = {
  message: '$inGroup and $notInGroup ask for groups, and a playbook has none: nobody is in any',
  fix: 'write $in or $nin with the values',
};

/** Finds operators that nobody knows, which make every device leave their owner out, and patterns that can run away. */
export const unreadableConditions = (playbook: Playbook): readonly Finding[] =>
  conditionsIn(playbook).flatMap(({ field, condition }) => {
    const { unknown } = readCondition(condition);
    if (unknown !== null) return [{ field, ...faultOf(unknown) }];
    // Wherever it stands: as a key it can be nothing else.
    return /"\$(inGroup|notInGroup)":/.test(JSON.stringify(condition)) ? [{ field, ...groupless }] : [];
  });
