export type TourRequest =
  | { readonly kind: 'city'; readonly id: number }
  | { readonly kind: 'nearest'; readonly id: number; readonly count: number }
  | { readonly kind: 'search'; readonly text: string };

export function pathOf(request: TourRequest): string {
  if (request.kind === 'search') return `/cities?name=${encodeURIComponent(request.text)}`;
  if (request.kind === 'city') return `/cities/${request.id}`;
  return `/cities/${request.id}/nearest?count=${request.count}`;
}
