// A chart that everybody can read: drawn by Chart.js, said in one sentence, and below it the same numbers as a table.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawing,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { useEffect, useRef } from "preact/hooks";
import { both, language } from "./language";
import { numberText } from "./moments";

Drawing.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export interface Series {
  name: string;
  values: number[];
  /** Drawn as a line over the bars. */
  line?: boolean;
}

export interface ChartProps {
  /** What the chart shows, in one sentence: what a screen reader says, and the table's caption. */
  says: string;
  /** What stands along the bottom, such as "Uur". */
  along: string;
  labels: string[];
  /** At most three. */
  series: Series[];
  stacked?: boolean;
  /** How a number is read; without it as it is. */
  read?: (value: number) => string;
}

const PAPER = { width: 680, height: 150 }; // of a chart on A4, in CSS pixels

const texts = both({ table: "Toon de cijfers als tabel" }, { table: "Show the figures as a table" });

export function Chart(props: ChartProps) {
  const read = props.read ?? numberText;
  return (
    <figure>
      <div class="chart">
        <Canvas {...props} />
      </div>
      <details>
        <summary>{texts.value.table}</summary>
        <div class="scroll">
          <table>
            <caption class="hidden">{props.says}</caption>
            <thead>
              <tr>
                <th scope="col">{props.along}</th>
                {props.series.map((each) => (
                  <th key={each.name} scope="col" class="number">
                    {each.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {props.labels.map((label, row) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {props.series.map((each) => (
                    <td key={each.name} class="number">
                      {read(each.values[row] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function Canvas(props: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const key = JSON.stringify([props.labels, props.series, props.stacked, language.value]);
  useEffect(() => {
    if (!canvas.current) return;
    let drawing = draw(canvas.current, props);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const again = () => {
      drawing.destroy();
      if (canvas.current) drawing = draw(canvas.current, props);
    };
    const print = () => {
      document.documentElement.classList.add("printing"); // in light colours, and as wide as the paper
      again();
      drawing.resize(PAPER.width, PAPER.height);
    };
    const printed = () => {
      document.documentElement.classList.remove("printing");
      again();
    };
    dark.addEventListener("change", again);
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
    return () => {
      dark.removeEventListener("change", again);
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", printed);
      drawing.destroy();
    };
  }, [key]);
  return <canvas ref={canvas} role="img" aria-label={props.says} />;
}

function draw(canvas: HTMLCanvasElement, props: ChartProps): Drawing {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const read = props.read ?? numberText;
  const printing = document.documentElement.classList.contains("printing");
  const still = printing || matchMedia("(prefers-reduced-motion: reduce)").matches;
  return new Drawing<"bar" | "line">(canvas, {
    type: "bar",
    data: {
      labels: props.labels,
      datasets: props.series.map((each, index) => ({
        type: each.line ? ("line" as const) : ("bar" as const),
        label: each.name,
        data: each.values,
        backgroundColor: colour(`--chart-${index + 1}`),
        borderColor: colour(`--chart-${index + 1}`),
        borderWidth: each.line ? 3 : 0,
        pointRadius: each.values.length > 40 ? 0 : 3,
        borderRadius: each.line ? 0 : 3,
        maxBarThickness: 56,
        order: each.line ? 0 : 1,
      })),
    },
    options: {
      animation: still ? false : { duration: 250 },
      responsive: true,
      maintainAspectRatio: false,
      interaction: { mode: "index", intersect: false },
      color: colour("--ink"),
      font: { family: getComputedStyle(document.body).fontFamily },
      plugins: {
        legend: {
          display: props.series.length > 1,
          position: "top",
          align: "start",
          labels: { color: colour("--ink") },
        },
        tooltip: {
          callbacks: { label: (item) => `${item.dataset.label ?? ""}: ${read(item.parsed.y ?? 0)}` },
        },
      },
      scales: {
        x: {
          stacked: props.stacked ?? false,
          grid: { display: false },
          ticks: { color: colour("--soft"), maxRotation: 45, autoSkipPadding: 12 },
        },
        y: {
          stacked: props.stacked ?? false,
          beginAtZero: true,
          grid: { color: colour("--line") },
          border: { display: false },
          ticks: { color: colour("--soft"), precision: 0, callback: (value) => read(Number(value)) },
        },
      },
    },
  });
}
