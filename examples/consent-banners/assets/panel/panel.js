import { showCalls } from './calls.js';
import { showConsent } from './consent.js';
import { offerTools } from './tools.js';

// All that this page's own script does: it looks on, and pushes the buttons.
const calls = showCalls();
showConsent(window.aisle, calls.answered);
offerTools(window.aisle);
// On a narrow screen the menu is one long line.
document.querySelector('.menu [aria-current]').scrollIntoView({ inline: 'center', block: 'nearest' });
