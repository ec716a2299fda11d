import { type ArgumentMetadata, BadRequestException, type PipeTransform } from '@nestjs/common';

export interface WholeNumberRange {
  readonly min: number;
  readonly max: number;
}

/**
 * As Nest's ParseIntPipe, with bounds, and with one way to write each number: a cache key made of
 * `{params.id}` holds the text of the request, so that `/cities/007` must not be another name of
 * `/cities/7`, which an eviction of the one would miss.
 */
export class WholeNumberPipe implements PipeTransform<unknown, number> {
  constructor(private readonly range: WholeNumberRange) {}

  transform(value: unknown, { data }: ArgumentMetadata): number {
    const { min, max } = this.range;
    if (typeof value === 'string' || typeof value === 'number') {
      const number = Number(value);
      const isWhole = Number.isInteger(number) && String(number) === String(value);
      if (isWhole && number >= min && number <= max) return number;
    }
    throw new BadRequestException(`${data} must be a whole number from ${min} to ${max}`);
  }
}
