// Jest loads this file and what it imports outside of its module mapper, which elsewhere turns
// './x.js' into './x.ts'. So all of these import each other by the names the files have.
import { SharedServices } from './shared-services.ts';

declare global {
  var nhcSharedServices: SharedServices | undefined;
}

export default async function globalSetup(): Promise<void> {
  globalThis.nhcSharedServices = await SharedServices.start();
}
