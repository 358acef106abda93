import type { Answers, PluginHost } from '@aisle/browser';

/** A plugin host that keeps what it is told. */
export const recordingHost = () => {
  const recorded: (readonly [string, object | undefined])[] = [];
  const answers: Answers[] = [];
  const failures: string[] = [];
  const host: PluginHost = {
    record: (name, params) => void recorded.push([name, params]),
    consent: () => (answer) => void answers.push(answer),
    fail: (message) => void failures.push(message),
  };
  return { host, recorded, answers, failures };
};
