import { CmpApi } from '@iabtechlabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtechlabtcf/core';
import { ownBanner } from './own-banner.js';

// A platform of our own on the real CmpApi. Registered platforms load IAB's vendor list; this one has a list of one shop.
const KEY = 'own-tc-string';
const CMP_ID = 300;
const TCF_PURPOSES = { personalization: [1, 5, 6], measurement: [1, 8], marketing: [1, 2, 3, 4, 7] };

const numbered = (count) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [at + 1, { id: at + 1, name: `Purpose ${at + 1}` }]));
const list = new GVL({
  gvlSpecificationVersion: 3,
  vendorListVersion: 1,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-01-01T00:00:00Z',
  purposes: numbered(11),
  specialPurposes: {},
  features: {},
  specialFeatures: {},
  stacks: {},
  dataCategories: {},
  vendors: {
    1: {
      id: 1,
      name: 'This shop',
      purposes: [1, 2, 3, 4, 5, 6, 7, 8],
      legIntPurposes: [],
      flexiblePurposes: [],
      specialPurposes: [],
      features: [],
      specialFeatures: [],
    },
  },
});

const stringOf = (granted) => {
  const model = new TCModel(list);
  model.cmpId = CMP_ID;
  model.cmpVersion = 1;
  model.isServiceSpecific = true;
  const purposes = Object.entries(TCF_PURPOSES).flatMap(([purpose, ids]) => (granted[purpose] ? ids : []));
  model.purposeConsents.set(purposes);
  if (purposes.length > 0) model.vendorConsents.set(1);
  model.vendorsDisclosed.set(1);
  return TCString.encode(model);
};

const cmp = new CmpApi(CMP_ID, 1, true);
const banner = ownBanner({
  onSave(granted) {
    const text = stringOf(granted);
    localStorage.setItem(KEY, text);
    cmp.update(text, false);
  },
});
const ask = () => {
  cmp.update(localStorage.getItem(KEY) ?? '', true);
  banner.open();
};
const stored = localStorage.getItem(KEY);
if (stored) cmp.update(stored, false);
else ask();

window.banner = {
  reopen: ask,
  // TCF has no word for it. The platform can only be switched off.
  reset() {
    localStorage.removeItem(KEY);
    cmp.disable();
  },
};
