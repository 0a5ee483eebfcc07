// Draws <div data-chart="id of its data"> with ECharts, which is only loaded where a page has a chart.
(function () {
  "use strict";
  var drawn = [];
  function token(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function option(data) {
    var grey = token("--yx-edge");
    var accent = token("--yx-accent");
    var size = 14 * parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    var words = { color: token("--yx-grey"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
    var lying = data.kind === "rows";
    var names = { type: "category", data: data.names, axisTick: { show: false }, axisLabel: Object.assign({ interval: 0 }, words), axisLine: { lineStyle: { color: token("--yx-line") } }, inverse: lying };
    var values = { type: "value", min: data.start || 0, max: data.unit === "%" ? 100 : null, interval: data.unit === "%" ? (100 - data.start) / 2 : null, axisLabel: Object.assign({ formatter: "{value}" + data.unit }, words), splitLine: { lineStyle: { color: token("--yx-line") } }, show: data.kind === "line" };
    var marked = data.marked.indexOf(true) >= 0;
    return {
      animation: false,
      aria: { enabled: false },
      grid: { left: 8, right: lying ? 48 : 8, top: 28, bottom: 8, containLabel: true },
      tooltip: { renderMode: "richText", trigger: "item", formatter: function (point) { return point.name + "  " + data.labels[point.dataIndex]; } },
      xAxis: lying ? values : names,
      yAxis: lying ? names : values,
      series: [{
        type: data.kind === "line" ? "line" : "bar",
        barMaxWidth: lying ? 14 : 56,
        symbol: "circle",
        symbolSize: 8,
        lineStyle: { color: accent, width: 2 },
        itemStyle: { color: data.kind === "line" || !marked ? accent : grey, borderRadius: lying ? [0, 2, 2, 0] : [2, 2, 0, 0] },
        label: { show: true, position: lying ? "right" : "top", color: token("--yx-ink"), fontSize: size, fontFamily: words.fontFamily, formatter: function (point) { return data.labels[point.dataIndex]; } },
        data: data.values.map(function (value, place) {
          return data.marked[place] ? { value: value, itemStyle: { color: accent } } : value;
        })
      }]
    };
  }

  function draw(place) {
    var source = document.getElementById(place.getAttribute("data-chart"));
    if (!source || !window.echarts) { return; }
    var chart = window.echarts.init(place, null, { renderer: "canvas" });
    var data = JSON.parse(source.textContent);
    chart.setOption(option(data));
    drawn.push({ chart: chart, data: data });
  }

  function all(within) {
    var places = within.querySelectorAll("[data-chart]:not([data-drawn])");
    if (!places.length) { return; }
    places.forEach(function (place) { place.setAttribute("data-drawn", ""); });
    function go() { places.forEach(draw); }
    if (window.echarts) { go(); return; }
    var script = document.createElement("script");
    script.src = places[0].getAttribute("data-library");
    script.onload = go;
    document.head.appendChild(script);
  }

  document.addEventListener("DOMContentLoaded", function () { all(document); });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.target && event.detail.target.querySelectorAll) { all(event.detail.target); }
  });
  window.addEventListener("resize", function () { drawn.forEach(function (each) { each.chart.resize(); }); });
  document.addEventListener("yanxing:theme", function () {
    drawn.forEach(function (each) { each.chart.setOption(option(each.data)); });
  });
})();
