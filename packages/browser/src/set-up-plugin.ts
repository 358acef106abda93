import type { Diagnose } from './error.js';
import type { Plugin, PluginHost } from './plugin.js';

interface PluginNeeds extends Omit<PluginHost, 'fail'> {
  readonly diagnose: Diagnose;
}

/** One that throws is off, and the others go on. Answers its undo. */
export const setUpPlugin = (plugin: Plugin, { record, consent, diagnose }: PluginNeeds): (() => void) | void => {
  const fail = (message: string, cause?: unknown): void =>
    diagnose('plugin/failed', `${plugin.name}: ${message}`, cause);
  try {
    return plugin.setup({ record, consent, fail });
  } catch (cause) {
    fail('it is off', cause);
  }
};
