// The program of the thread that writes, from the sources: what is built may be older.
import '../register-sources.mjs';

await import(new URL('../../../../packages/server/src/store/writer-program.ts', import.meta.url).href);
