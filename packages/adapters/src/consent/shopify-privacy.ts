import type { Plugin } from '@aisle/browser';
import { consentPlatform, globalOf } from './consent-platform.js';

type Allowed = 'preferencesProcessingAllowed' | 'analyticsProcessingAllowed' | 'marketingAllowed' | 'saleOfDataAllowed';

/** The part of the Customer Privacy API that we read. */
interface CustomerPrivacy extends Readonly<Record<Allowed, () => boolean>> {
  /** Where it is there at all, "loading" at first. */
  readonly consentStatus?: string;
  /** "yes", "no", or "" for a question that is open. */
  currentVisitorConsent(): Readonly<Record<string, string>>;
}

/**
 * Asks Shopify's Customer Privacy API: pending purpose by purpose until the shopper answered, whatever the region permits before.
 * A "yes" counts while Shopify allows the processing; a "no" always does.
 *
 * The theme or its banner loads the API (`Shopify.loadFeatures`): we do not, as nothing is fetched before an answer.
 */
export const shopifyPrivacy = (): Plugin =>
  consentPlatform('shopify-privacy', {
    events: ['visitorConsentCollected', 'consentTrackingApiLoaded', 'shopifyCustomerPrivacyApiLoaded'],
    read() {
      const Shopify = globalOf('Shopify') as { readonly customerPrivacy?: CustomerPrivacy } | undefined;
      const privacy = Shopify?.customerPrivacy;
      if (!privacy || (privacy.consentStatus ?? 'loaded') !== 'loaded') return null;
      const said = privacy.currentVisitorConsent();
      const stateOf = (question: string, allowed: Allowed) => {
        if (said[question] === 'yes') return privacy[allowed]() === true ? 'granted' : 'denied';
        return said[question] === 'no' ? 'denied' : 'pending';
      };
      return {
        personalization: stateOf('preferences', 'preferencesProcessingAllowed'),
        measurement: stateOf('analytics', 'analyticsProcessingAllowed'),
        marketing: stateOf('marketing', 'marketingAllowed'),
        sharing: stateOf('sale_of_data', 'saleOfDataAllowed'),
      };
    },
  });
