export type Listener<Value> = (value: Value) => void;

export interface Emitter<Events extends object> {
  /** Returns the undo, which may be called twice. */
  on<Type extends keyof Events>(type: Type, listener: Listener<Events[Type]>): () => void;
  emit<Type extends keyof Events>(type: Type, value: Events[Type]): void;
}

/** Tells listeners in the order they came; one that throws cannot silence the next. */
export const createEmitter = <Events extends object>(onThrow: (cause: unknown) => void): Emitter<Events> => {
  const byType: { [Type in keyof Events]?: Set<Listener<Events[Type]>> } = {};
  return {
    on(type, listener) {
      const listeners = (byType[type] ??= new Set());
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(type, value) {
      for (const listener of [...(byType[type] ?? [])]) {
        try {
          listener(value);
        } catch (cause) {
          onThrow(cause);
        }
      }
    },
  };
};
