export type Listener<Value> = (value: Value) => void;

export interface Emitter<Events extends object> {
  /** Returns the undo, which may be called twice. */
  on<Type extends keyof Events>(type: Type, listener: Listener<Events[Type]>): () => void;
  emit<Type extends keyof Events>(type: Type, value: Events[Type]): void;
}

/** Tells listeners in the order they came; one that throws cannot silence the next. */
export const createEmitter = <Events extends object>(onThrow: (cause: unknown) => void): Emitter<Events> => {
  const heard = new Set<readonly [type: keyof Events, listener: Listener<never>]>();
  return {
    on(type, listener) {
      const entry = [type, listener] as const;
      heard.add(entry);
      return () => void heard.delete(entry);
    },
    emit(type, value) {
      for (const [heardType, listener] of [...heard]) {
        try {
          if (heardType === type) (listener as Listener<typeof value>)(value);
        } catch (cause) {
          onThrow(cause);
        }
      }
    },
  };
};
