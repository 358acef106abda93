import type { Answers, PluginHost } from '@aisle/browser';

/** A plugin host that keeps what it is told. */
export const recordingHost = () => {
  const recorded: (readonly [string, object | undefined])[] = [];
  const failures: string[] = [];
  /** What the consent source answered, each time that a purpose's state was another; pending on everything goes before. */
  const answers: (Answers | null)[] = [];
  let before = 'null';
  let tells = 0;
  let isDue = false;
  let question: () => Answers | null = () => null;

  /** As the core asks when the page is seen again, and before each send: a throw is no answer. */
  const ask = (): Answers | null => {
    let answer: Answers | null;
    try {
      answer = question();
    } catch {
      answer = null;
    }
    const { proof: _proof, ...states } = answer ?? {};
    const now = answer && JSON.stringify(states);
    if (String(now) !== before) answers.push(answer);
    before = String(now);
    return answer;
  };
  /** Many calls in a task are one question. */
  const tell = (): void => {
    tells += 1;
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      ask();
    });
  };
  const host: PluginHost = {
    record: (name, params) => void recorded.push([name, params]),
    consent(_source, read) {
      question = read;
      ask();
      return tell;
    },
    fail: (message) => void failures.push(message),
  };
  return { host, recorded, answers, failures, ask, tells: () => tells };
};
