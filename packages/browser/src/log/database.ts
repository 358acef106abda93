/** The database of one site. */
export const databaseName = (site: string): string => `aisle-${site}`;

/** Removes a site's database without reading it; a later open waits for that. Other tabs close theirs when asked. */
export const deleteEventLog = (site: string): void => {
  try {
    indexedDB.deleteDatabase(databaseName(site));
  } catch {
    // Where there is no database to be had there is none to delete.
  }
};
