import { byId, setText } from './element.js';
import { counted } from './format.js';

const LONGEST_HOURS = '720';

const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`).value;

const choose = (name, value) => {
  const input = document.querySelector(`input[name="${name}"][value="${value}"]`);
  input.checked = true;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  input.focus();
};

/** What a person can do about an empty report: the sentence, and the button if one click helps. */
const adviceFor = (summary) => {
  if (!summary) {
    return {
      title: 'No shop has sent an event yet',
      text: 'Open the shop, accept the banner and look at a product. The first event shows up here within seconds.',
    };
  }
  const { trafficCounts, traffic } = summary;
  const { shopper, replay } = trafficCounts;
  if (traffic === 'shopper' && replay > 0) {
    return {
      title: 'No shoppers in this period',
      text: `It holds ${counted(replay, 'replayed event')}, which are left out so that they do not pass for shoppers.`,
      action: { text: 'Show the replay', run: () => choose('traffic', 'replay') },
    };
  }
  if (traffic === 'replay' && shopper > 0) {
    return {
      title: 'No replay in this period',
      text: `It holds ${counted(shopper, 'event')} of shoppers.`,
      action: { text: 'Show the shoppers', run: () => choose('traffic', 'shopper') },
    };
  }
  if (chosen('hours') !== LONGEST_HOURS) {
    return {
      title: 'No events in this period',
      text: 'Open the shop, accept the banner and look at a product. Or look further back.',
      action: { text: 'Show 30 days', run: () => choose('hours', LONGEST_HOURS) },
    };
  }
  return {
    title: 'No events in 30 days',
    text: 'Look at the server: does it know this shop, and does it allow the origin of its pages? Refused batches show up in its log.',
  };
};

let run = () => undefined;
byId('nothing-action').addEventListener('click', () => run());

/** Shows advice in the place of an empty report; takes it away when there are events. */
export const showNothing = (summary) => {
  const isEmpty = !summary || summary.events === 0;
  byId('nothing').hidden = !isEmpty;
  byId('content').hidden = isEmpty && !(summary?.deadLetters.length || summary?.drops.length);
  byId('content').classList.toggle('empty-period', isEmpty);
  if (!isEmpty) return;
  const { title, text, action } = adviceFor(summary);
  setText('nothing-title', title);
  setText('nothing-text', text);
  byId('nothing-action').hidden = !action;
  if (!action) return;
  run = action.run;
  setText('nothing-action', action.text);
};
