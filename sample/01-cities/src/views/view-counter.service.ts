import { Injectable, Logger } from '@nestjs/common';
import { InjectScript, type Script } from 'nest-hybrid-cache';
import { countView, mostViewed } from './view.scripts.js';

const LEADERBOARD = 'leaderboard';
const KEEP = 1000;

export interface Views {
  readonly id: number;
  readonly views: number;
}

/** Counts the views of cities, of all instances of the app together. */
@Injectable()
export class ViewCounter {
  readonly #logger = new Logger(ViewCounter.name);
  #leader: number | undefined;

  constructor(
    @InjectScript(countView) private readonly addView: Script<typeof countView>,
    @InjectScript(mostViewed) private readonly readTop: Script<typeof mostViewed>,
  ) {}

  async count(id: number): Promise<void> {
    const [views, rank] = await this.addView({ leaderboard: LEADERBOARD }, { id, keep: KEEP });
    if (rank !== 1 || id === this.#leader) return;
    this.#leader = id;
    this.#logger.log(`City ${id} is the most viewed now (views: ${views}).`);
  }

  async top(count: number): Promise<Views[]> {
    const reply = await this.readTop({ leaderboard: LEADERBOARD }, { count });
    const top: Views[] = [];
    for (let i = 0; i < reply.length; i += 2) {
      top.push({ id: reply[i] ?? 0, views: reply[i + 1] ?? 0 });
    }
    return top;
  }
}
