import { Logger } from '@nestjs/common';

// Specs that look at what is logged spy on Logger.prototype; nobody needs to read it in their output.
Logger.overrideLogger(false);
