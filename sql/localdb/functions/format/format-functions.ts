// FORMAT and FORMATMESSAGE.

import type { ScalarFunction } from '../function.ts';

export const formatFunctions: readonly ScalarFunction[] = [];
