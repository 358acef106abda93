// A consent platform without a face, made of the IAB's own packages: `iab.tcf()` and `iab.gpp()` start one. The standards are real
// here; only the shopper is not.
import { CmpApi as GppCmpApi } from '@iabgpp/cmpapi';
import { CmpApi as TcfCmpApi } from '@iabtechlabtcf/cmpapi';
import { GVL, TCModel, TCString } from '@iabtechlabtcf/core';

const numbered = (/** @type {number} */ count, /** @type {(id: number) => object} */ entryOf) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [index + 1, entryOf(index + 1)]));
const named = (/** @type {number} */ id) => ({ id, name: `${id}`, description: '', illustrations: [] });

// As much of a Global Vendor List as an encoder asks for.
const vendorList = () => ({
  gvlSpecificationVersion: 3,
  vendorListVersion: 48,
  tcfPolicyVersion: 5,
  lastUpdated: '2026-01-01T00:00:00Z',
  purposes: numbered(11, named),
  specialPurposes: numbered(3, named),
  features: numbered(3, named),
  specialFeatures: numbered(2, named),
  stacks: {},
  dataCategories: numbered(11, named),
  vendors: numbered(20, (id) => ({
    id,
    name: `vendor ${id}`,
    purposes: [1, 2, 3, 4, 5, 6, 7, 8],
    legIntPurposes: [7, 8, 9, 10],
    flexiblePurposes: [],
    specialPurposes: [],
    features: [],
    specialFeatures: [],
  })),
});

/**
 * What a shopper consented to. Without `disclosed`, the dialog named every vendor; `interests` is not consent.
 *
 * @typedef {{ purposes: number[], vendors?: number[], disclosed?: number[], interests?: number[] }} Choice
 */

const tcString = (/** @type {Choice} */ { purposes, vendors = [], disclosed, interests = [] }) => {
  const model = new TCModel(new GVL(/** @type {never} */ (vendorList())));
  Object.assign(model, { cmpId: 31, cmpVersion: 4, isServiceSpecific: true });
  model.purposeConsents.set(purposes);
  model.purposeLegitimateInterests.set(interests);
  model.vendorConsents.set(vendors);
  if (disclosed) model.vendorsDisclosed.set(disclosed);
  else model.setAllVendorsDisclosed();
  return TCString.encode(model);
};

Object.assign(window, {
  iab: { tcString, tcf: () => new TcfCmpApi(31, 4, true), gpp: () => new GppCmpApi(31, 4) },
});
