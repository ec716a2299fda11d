import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { CityDatabase } from './cities/city-database.js';
import { freePort, HOST } from './free-port.js';
import { welcome } from './welcome.js';

const redisUrl = process.env.REDIS_URL;
const app = await NestFactory.create(AppModule.on(redisUrl ? { url: redisUrl } : undefined), {
  logger: ['error', 'warn'],
});
const wanted = Number(process.env.PORT ?? 3000);
const port = await freePort(wanted);
await app.listen(port, HOST);
app.useLogger(['error', 'warn', 'log']);
console.log(welcome({ port, wanted, redisUrl, cities: app.get(CityDatabase).size }));

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void app.close());
