/** What the device keeps under a name, or null: also when it keeps nothing readable, or may keep nothing. */
export const storedJson = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch (cause) {
    console.warn(`What is stored as ${key} could not be read.`, cause);
    return null;
  }
};
