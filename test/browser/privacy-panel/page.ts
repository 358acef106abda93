import { definePrivacyPanel, englishPanelWords, openPrivacyPanel } from '@aisle/bindings';

// What a shop with a bundler would write; the client is the script tag's.
Object.assign(window, { definePrivacyPanel, englishPanelWords, openPrivacyPanel });
