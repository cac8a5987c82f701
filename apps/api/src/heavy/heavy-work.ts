import type { Type } from '@nestjs/common';
import { BankExporter, BankImporter, NearDuplicates } from '#bank';
import { writeInvitations } from '#identity';
import { readTableFile } from '#platform';
import { ItemStatisticsService, SimulationService, statisticsWorkbook, WorkbookService } from '#results';
import { UnitImportService } from '#units';

/** Gives the one room of a kind that a process has. */
export type RoomOf = <Room>(kind: Type<Room>) => Room;
/** What a method of a room takes. */
type Of<Room, Name extends keyof Room> = Room[Name] extends (...args: infer Args) => unknown ? Args : never;

/**
 * What staff may ask for that takes a processor for tenths of a second, or for half a minute. Arguments and answers go from one
 * process to another, so they are plain data and bytes; whoever asks was let in before.
 */
export const heavyWork = (room: RoomOf) => ({
  simulation: (...args: Of<SimulationService, 'simulate'>) => room(SimulationService).simulate(...args),
  itemStatistics: (...args: Of<ItemStatisticsService, 'round'>) => room(ItemStatisticsService).round(...args),
  itemStatisticsFile: async (now: number, ...args: Of<ItemStatisticsService, 'round'>) =>
    statisticsWorkbook(await room(ItemStatisticsService).round(...args), now),
  unitTableFile: (...args: Of<WorkbookService, 'unitTable'>) => room(WorkbookService).unitTable(...args),
  unitFile: (...args: Of<WorkbookService, 'subtree'>) => room(WorkbookService).subtree(...args),
  bankExport: (...args: Of<BankExporter, 'export'>) => room(BankExporter).export(...args),
  bankImport: (...args: Of<BankImporter, 'import'>) => room(BankImporter).import(...args),
  nearDuplicates: (...args: Of<NearDuplicates, 'pairs'>) => room(NearDuplicates).pairs(...args),
  unitImport: (...args: Of<UnitImportService, 'apply'>) => room(UnitImportService).apply(...args),
  unitForecast: (...args: Of<UnitImportService, 'forecast'>) => room(UnitImportService).forecast(...args),
  tableOfFile: readTableFile,
  letters: writeInvitations,
});

/** Each piece of heavy work by its name. */
export type HeavyWork = ReturnType<typeof heavyWork>;
