import * as adapters from '@aisle/adapters';
import * as browser from '@aisle/browser';

// Only what it exports is looked at: nothing of it is called.
Object.assign(globalThis, { imported: [...Object.keys(adapters), ...Object.keys(browser)] });
(globalThis as { told?: () => void }).told?.();
