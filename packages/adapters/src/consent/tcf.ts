import type { Plugin } from '@aisle/browser';
import { categoryAnswers } from './category-answers.js';
import { iabPlatform } from './iab-platform.js';
import { ownIn } from './consent-platform.js';

type Consents = Readonly<Record<string, boolean>>;

/** The part of TCData that we read. */
interface TcData {
  readonly listenerId?: number;
  readonly gdprApplies?: boolean;
  readonly eventStatus: string;
  readonly tcString: string;
  readonly cmpId: number;
  readonly cmpVersion: number;
  readonly purpose: { readonly consents: Consents };
  readonly vendor: { readonly consents: Consents; readonly disclosedVendors?: Consents };
}

export interface TcfOptions {
  /** The shop's id in the Global Vendor List: its own consent is then needed, beside the purposes'. */
  readonly vendorId?: number;
}

const ANSWERED = ['tcloaded', 'useractioncomplete'];
/** Consent to each of these of TCF's purposes; 1 is storage. Legitimate interest counts for nothing. */
const ADS = ['12347'];
const NEEDED = { personalization: ['156'], measurement: ['18'], marketing: ADS, sharing: ADS };

/** Listens to a platform of IAB TCF 2.2 or 2.3: pending while its dialog is open. Where GDPR does not apply, it says nothing. */
export const tcf = ({ vendorId }: TcfOptions = {}): Plugin =>
  iabPlatform<TcData, unknown>('tcf', {
    global: '__tcfapi',
    version: [2],
    answersOf(data) {
      if (!data) return null;
      const { gdprApplies, eventStatus, purpose, vendor, tcString, cmpId, cmpVersion } = data;
      if (gdprApplies === false) return {};
      if (!gdprApplies || !tcString || !ANSWERED.includes(eventStatus)) return null;
      const isOurs =
        !vendorId ||
        (ownIn(vendor.consents, String(vendorId)) === true && vendor.disclosedVendors?.[String(vendorId)] !== false);
      return {
        ...categoryAnswers((ids) => isOurs && [...ids].every((id) => ownIn(purpose.consents, id) === true), NEEDED),
        proof: { platform: `tcf ${cmpId}.${cmpVersion}`, text: tcString },
      };
    },
  });
