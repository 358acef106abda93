import type { Warehouse } from '../warehouse/warehouse.js';

// Jumps from site to site through the index; DISTINCT would walk over every event.
const SQL = `
  WITH RECURSIVE sites (site) AS (
    SELECT MIN(site) FROM events
    UNION ALL
    SELECT (SELECT MIN(site) FROM events WHERE events.site > sites.site) FROM sites WHERE site IS NOT NULL
  )
  SELECT site FROM sites WHERE site IS NOT NULL`;

/** Lists the sites that have sent events, in the order of their keys. */
export const sitesOf = async (warehouse: Warehouse): Promise<readonly string[]> =>
  (await warehouse.rows(SQL, {})).map(({ site }) => String(site));
