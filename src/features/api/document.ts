import type { z } from 'zod'
import { createDocument } from 'zod-openapi'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import type { Translate } from '../../platform/i18n/texts.ts'
import { type EndpointName, endpointNames, endpoints, pointsPerMinute, rateClasses } from './endpoints.ts'
import { Problem } from './schemas.ts'

/** The document of the interface (OpenAPI 3.1), made of the schemas that answers are typed with. */
export function documentOf(t: Translate, origin: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: t('api:title'),
      version: '1',
      description: `${t('api:lead')} ${t('api:rates.text', { points: pointsPerMinute })}`,
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    },
    servers: [{ url: origin }],
    paths: Object.fromEntries(endpointNames.map((name) => [pathOf(name), { get: operationOf(name, t) }])),
  })
}

/** `:city` -> `{city}` */
export const pathOf = (name: EndpointName): string => endpoints[name].path.replaceAll(/:(\w+)/g, '{$1}')

function operationOf(name: EndpointName, t: Translate) {
  const { params, query, answer, rate } = endpoints[name]
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: Problem } },
  })
  return {
    operationId: name,
    summary: t(`api:endpoint.${name}`),
    description: t('api:rates.costs', { cost: rateClasses[rate] }),
    requestParams: {
      ...(params === null ? {} : { path: params }),
      ...(Object.keys(query.shape).length === 0 ? {} : { query: described(query, t) }),
    },
    responses: {
      '200': {
        description: t(`api:endpoint.${name}`),
        content: { 'application/json': { schema: answer } },
      },
      '400': problem(t('api:problem.400.title')),
      '404': problem(t('api:problem.404.title')),
      '429': problem(t('api:problem.429.title')),
    },
  }
}

function described(query: z.ZodObject, t: Translate): z.ZodObject {
  const shape = Object.fromEntries(
    Object.entries(query.shape).map(([name, schema]) => [
      name,
      (schema as z.ZodType).meta({ description: t(`api:parameter.${name}` as TextKey) }),
    ]),
  )
  return query.extend(shape)
}
