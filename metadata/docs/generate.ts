// Writes reference.md and reference.ru.md beside itself: `npm run reference`.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceMarkdown } from './reference.ts';

await writeFile(join(import.meta.dirname, 'reference.md'), referenceMarkdown('en'));
await writeFile(join(import.meta.dirname, 'reference.ru.md'), referenceMarkdown('ru'));
