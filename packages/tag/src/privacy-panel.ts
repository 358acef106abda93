// Loaded when a shopper asks for it: a click on `data-aisle-privacy`, or `aisle('privacy.open')`.
import { type PrivacyPanelOptions, openPrivacyPanel } from '@aisle/bindings';
import type { Aisle } from '@aisle/browser';

/** Opens the panel over the page; once, however often it is asked for. Rejects when its words cannot be loaded. */
export const openPrivacy = (aisle: Aisle, options?: PrivacyPanelOptions): Promise<void> =>
  openPrivacyPanel(aisle, options);
