import { once } from 'node:events';
import { EmbeddedEngine } from 'nest-hybrid-cache';

/** A client of an engine of its own, both as they come. */
export async function openEmbeddedEngine(options) {
  const engine = await EmbeddedEngine.create(options);
  const client = engine.connect();
  await once(client, 'ready');
  return { client, close: () => engine.close() };
}
