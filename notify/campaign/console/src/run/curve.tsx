// How many were told hour by hour, beside the plan.
import { Chart } from "../chart";
import { peopleText, shortText } from "../moments";
import { run } from "../texts/run";

interface Hour {
  from: string;
  count: number;
}

const HOUR_MS = 3_600_000;

/** By the beginning of the hour: a plan may start in the middle of one. */
function byHour(hours: readonly Hour[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { from, count } of hours) {
    const hour = Math.floor(new Date(from).getTime() / HOUR_MS) * HOUR_MS;
    sums.set(hour, (sums.get(hour) ?? 0) + count);
  }
  return sums;
}

export function Curve({ told, plan }: { told: readonly Hour[]; plan: readonly Hour[] }) {
  const texts = run.value;
  const really = byHour(told);
  const planned = byHour(plan);
  const hours = [...new Set([...really.keys(), ...planned.keys()])].sort((a, b) => a - b);
  return (
    <Chart
      says={texts.curveSays}
      along={texts.curveHour}
      labels={hours.map((hour) => shortText(new Date(hour)))}
      read={(count) => (count === 0 ? "0" : peopleText(count))}
      series={[
        { name: texts.curveTold, values: hours.map((hour) => really.get(hour) ?? 0) },
        { name: texts.curvePlanned, values: hours.map((hour) => planned.get(hour) ?? 0) },
      ]}
    />
  );
}
