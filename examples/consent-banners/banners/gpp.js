import { CmpApi } from '@iabgpp/cmpapi';
import { ownBanner } from './own-banner.js';

// The US way, on the real CmpApi: nothing is asked, but who says "no" is heard. Section 7 is the national one.
const KEY = 'own-gpp-string';
const OUT = 1;
const NOT_OUT = 2;
const FIELDS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'];

const cmp = new CmpApi(300, 1);
cmp.setSupportedAPIs(['7:usnat']);
cmp.setApplicableSections([7]);

const say = (value) => {
  for (const field of FIELDS) {
    cmp.setFieldValue('usnat', `${field}Notice`, 1);
    cmp.setFieldValue('usnat', field, value);
  }
  cmp.fireSectionChange('usnat');
  cmp.setCmpDisplayStatus('hidden');
  cmp.setSignalStatus('ready');
};

const banner = ownBanner({
  text: 'Your privacy choices',
  choices: { sharing: 'You may sell or share what you know of me' },
  onSave({ sharing }) {
    say(sharing ? NOT_OUT : OUT);
    localStorage.setItem(KEY, cmp.getGppString());
  },
});

const stored = localStorage.getItem(KEY);
if (stored) cmp.setGppString(stored);
cmp.setCmpStatus('loaded');
if (stored) {
  cmp.fireSectionChange('usnat');
  cmp.setSignalStatus('ready');
} else {
  say(NOT_OUT);
  banner.open();
}

window.banner = {
  reopen() {
    cmp.setSignalStatus('not ready');
    banner.open();
  },
  reset() {
    localStorage.removeItem(KEY);
    cmp.setSignalStatus('not ready');
  },
};
