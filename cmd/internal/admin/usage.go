package admin

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"burgerbode/resolvers"
)

// CountUses registers how often each operation and field of the contract is asked for, by which version of
// which app. What is written out is gathered when somebody looks.
func CountUses(registry prometheus.Registerer, of func() (operations, fields []resolvers.Use)) {
	registry.MustRegister(&usageCollector{
		of: of,
		operations: prometheus.NewDesc("burgerbode_operation_uses_total",
			"Operations asked for, by app and version; other: the document is not on the list.", []string{"operation", "app", "version"}, nil),
		fields: prometheus.NewDesc("burgerbode_field_uses_total",
			"Requests that ask for a field, by app and version; of arguments, fields of inputs and enum values only deprecated ones.",
			[]string{"field", "app", "version", "deprecated"}, nil),
	})
}

// usageCollector asks for the figures when it is asked.
type usageCollector struct {
	of                 func() (operations, fields []resolvers.Use)
	operations, fields *prometheus.Desc
}

// Describe implements prometheus.Collector.
func (c *usageCollector) Describe(descriptions chan<- *prometheus.Desc) {
	descriptions <- c.operations
	descriptions <- c.fields
}

// Collect implements prometheus.Collector.
func (c *usageCollector) Collect(metrics chan<- prometheus.Metric) {
	operations, fields := c.of()
	for _, use := range operations {
		metrics <- prometheus.MustNewConstMetric(c.operations, prometheus.CounterValue, float64(use.Count), use.Name, use.App, use.Version)
	}
	for _, use := range fields {
		metrics <- prometheus.MustNewConstMetric(c.fields, prometheus.CounterValue, float64(use.Count),
			use.Name, use.App, use.Version, strconv.FormatBool(use.Deprecated))
	}
}
