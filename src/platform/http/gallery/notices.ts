import { type Sections, section, tones } from './section.ts'

export function notices(): Sections {
  return [
    section(
      'alert',
      ...(['info', 'success', 'warning', 'danger'] as const).map((tone) => ({
        tone,
        title: 'Су жоқ',
        level: 3,
        text: 'Абай көшесінде сағат 18:00-ге дейін су болмайды.',
        links: [{ href: '#', label: 'Толығырақ' }],
      })),
      { text: 'Тақырыпсыз хабарлама.' },
    ),
    section('empty-state', {
      title: 'Ештеңе табылмады',
      level: 3,
      icon: 'search',
      text: 'Сүзгілердің бірін алып тастап көріңіз.',
      actions: [
        { href: '#', label: 'Сүзгілерді тазарту' },
        { href: '#', label: 'Мәселе туралы хабарлау' },
      ],
    }),
    section('details', {
      summary: 'Неге дәл осы күн?',
      text: 'Заң 15 жұмыс күнін береді.\nМереке күндері есептелмейді.',
    }),
    section('tag', ...tones.map((tone) => ({ tone, label: 'Орындалуда', icon: 'hammer' })), {
      tone: 'neutral',
      label: 'Белгішесіз',
    }),
    section(
      'deadline',
      ...tones.map((tone) => ({ tone, text: '9 жұмыс күні қалды (4 желтоқсанға дейін)' })),
      { tone: 'danger', icon: 'triangle-alert', text: '3 жұмыс күніне кешікті' },
    ),
  ]
}
