// The one line a theme may put before the async tag: calls made before aisle.js is there wait in `aisle.q`.
// A <form id=aisle> is no stub: what is no function is replaced.
type Stub = { (...call: unknown[]): void; q?: unknown[][] };
const holder = window as unknown as { aisle?: Stub };
if (typeof holder.aisle !== 'function') {
  const stub: Stub = (...call) => {
    (stub.q ??= []).push(call);
  };
  // Defined, not assigned: an element of that name shadows nothing then.
  Object.defineProperty(window, 'aisle', { value: stub, writable: true, configurable: true });
}
export {};
