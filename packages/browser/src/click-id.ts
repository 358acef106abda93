const CLICK_ID = /^(([dgy]|fb|tt|tw)clid|[gw]braid|msclkid|li_fat_id|epik|ScCid)$/;

/** Whether a word of a query is an advertiser's own id of one click: it needs the purpose `marketing`. */
export const isClickId = (name: string): boolean => CLICK_ID.test(name);
