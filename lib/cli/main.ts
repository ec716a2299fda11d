#!/usr/bin/env node
import { runCli } from './cli.js';

// Not process.exit(): what was written may still be on its way to a pipe.
process.exitCode = await runCli(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
});
