import type { Deps } from '../../../platform/deps.ts'
import type { Route } from '../../../platform/http/route.ts'
import { receivePhotos } from '../../../platform/http/upload.ts'
import { coverHandlers } from './cover-handlers.ts'
import { deskActs } from './forms.ts'
import { act, mostAnswerPhotos, photo, show } from './handlers.ts'

const anyStaff = { staff: 'any' } as const

export const deskRoutes = (deps: Deps): Route[] => [
  { method: 'get', path: '/staff/complaints/:number', access: anyStaff, handlers: [show(deps)] },
  { method: 'get', path: '/staff/photos/:id/:size.jpg', access: anyStaff, handlers: [photo(deps)] },
  ...coverRoutes(deps),
  ...deskActs.map(
    (name): Route => ({
      method: 'post',
      path: `/staff/complaints/:number/${name}`,
      access: anyStaff,
      handlers:
        name === 'answer'
          ? [receivePhotos(deps, { field: 'photos', max: mostAnswerPhotos }), act(deps, name)]
          : [act(deps, name)],
    }),
  ),
]

function coverRoutes(deps: Deps): Route[] {
  const path = '/staff/complaints/:number/photos/:photo'
  const cover = coverHandlers(deps)
  return [
    { method: 'get', path, access: anyStaff, handlers: [cover.show] },
    { method: 'post', path, access: anyStaff, handlers: [cover.save] },
  ]
}
