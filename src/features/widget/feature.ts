import type { Feature } from '../../platform/http/route.ts'
import type { Lang } from '../../platform/i18n/texts.ts'
import { showBuilder, showFrame } from './handlers.ts'
import { widgetPaths } from './paths.ts'

const lang = ':lang' as Lang

export const widget: Feature = {
  name: 'widget',
  routes: (deps) => [
    { method: 'get', path: widgetPaths.frame(lang, ':city'), access: 'public', handlers: [showFrame(deps)] },
    {
      method: 'get',
      path: widgetPaths.builder(lang, ':city'),
      access: 'public',
      kept: 'figures',
      handlers: [showBuilder(deps)],
    },
  ],
  samples: async () => (await import('./samples.ts')).widgetSamples,
}
