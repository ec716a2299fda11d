import { type ArgumentMetadata, BadRequestException, type PipeTransform } from '@nestjs/common';
import { SEARCH_MAX_LENGTH, SEARCH_MIN_LENGTH, searchTextOf } from './search-text.js';

export class SearchTextPipe implements PipeTransform<unknown, string> {
  transform(value: unknown, { data }: ArgumentMetadata): string {
    const text = searchTextOf(value);
    if (text !== undefined) return text;
    throw new BadRequestException(
      `${data} must be one text of ${SEARCH_MIN_LENGTH} to ${SEARCH_MAX_LENGTH} characters`,
    );
  }
}
