namespace Payouts.House.Tests;

/// <summary>Circles in a graph.</summary>
internal static class Circles
{
    /// <summary>The groups of nodes that reach each other, each of two or more (Tarjan's strongly connected components).</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IEnumerable<(string From, string To)> arrows)
    {
        var next = arrows.Where(arrow => arrow.From != arrow.To).ToLookup(arrow => arrow.From, arrow => arrow.To, StringComparer.Ordinal);
        var search = new Search(next);
        foreach (var node in next.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            search.Visit(node);
        }

        return search.Found;
    }

    private sealed class Search(ILookup<string, string> next)
    {
        private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _lowest = new(StringComparer.Ordinal);
        private readonly Stack<string> _path = new();
        private readonly HashSet<string> _onPath = new(StringComparer.Ordinal);

        public List<IReadOnlyList<string>> Found { get; } = [];

        public void Visit(string node)
        {
            if (!_index.TryAdd(node, _index.Count))
            {
                return;
            }

            _lowest[node] = _index[node];
            _path.Push(node);
            _onPath.Add(node);
            foreach (var to in next[node].Distinct())
            {
                Visit(to);
                if (_onPath.Contains(to))
                {
                    _lowest[node] = Math.Min(_lowest[node], _lowest[to]);
                }
            }

            if (_lowest[node] == _index[node])
            {
                Close(node);
            }
        }

        private void Close(string node)
        {
            var group = new List<string>();
            do
            {
                group.Add(_path.Pop());
                _onPath.Remove(group[^1]);
            }
            while (group[^1] != node);

            if (group.Count > 1)
            {
                Found.Add([.. group.Order(StringComparer.Ordinal)]);
            }
        }
    }
}
