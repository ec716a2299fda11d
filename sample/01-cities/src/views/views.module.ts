import { Module } from '@nestjs/common';
import { HybridCacheModule } from 'nest-hybrid-cache';
import { countView, mostViewed } from './view.scripts.js';
import { ViewCounter } from './view-counter.service.js';

@Module({
  imports: [HybridCacheModule.forFeature({ scripts: [countView, mostViewed] })],
  providers: [ViewCounter],
  exports: [ViewCounter],
})
export class ViewsModule {}
