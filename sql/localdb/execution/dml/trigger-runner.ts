// How triggers are run: the engine gives the runner to the server's state, so that this folder needs no module compiler.

import type { TableDefinition, Trigger } from '../../catalog/model.ts';
import type { Frame, Running, TriggerRows } from '../frame.ts';

/**
 * Runs a trigger's body with its rows as inserted and deleted. `table` is the shape of those rows: the table's own, or of
 * a view the one that `viewShape` makes. Throws when the body failed, ended the transaction (3609) or is nested too deeply (217).
 */
export type RunTrigger = (trigger: Trigger, table: TableDefinition, rows: TriggerRows, frame: Frame) => Running<void>;
