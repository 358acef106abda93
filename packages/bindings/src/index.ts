export { englishPanelWords } from './privacy-panel/english-words.js';
export { germanPanelWords } from './privacy-panel/german-words.js';
export type { Choice, PanelClient } from './privacy-panel/panel-view.js';
export type { PanelPurpose, PanelWords } from './privacy-panel/panel-words.js';
export {
  definePrivacyPanel,
  openPrivacyPanel,
  type PrivacyPanelElement,
  type PrivacyPanelOptions,
} from './privacy-panel/privacy-panel.js';
