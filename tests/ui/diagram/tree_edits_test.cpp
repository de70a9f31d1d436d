// label: gui
#include "ui/diagram/tree_edits.h"
#include "ui/diagram/diagram_layout.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace kachi;

namespace {

TreeNode node(const char* id, const char* parent, TreeNodeKind kind, const char* probability) {
    TreeNode made;
    made.id = id;
    made.parent = parent;
    made.kind = kind;
    made.probability = probability;
    return made;
}

/// root(a(a1, a2), b): a is chance, b ends.
DecisionTree smallTree() {
    return {{node("root", "", TreeNodeKind::chance, ""), node("a", "root", TreeNodeKind::chance, "0.4"),
             node("a1", "a", TreeNodeKind::terminal, "0.5"), node("a2", "a", TreeNodeKind::terminal, "#"),
             node("b", "root", TreeNodeKind::terminal, "#")}};
}

using Ids = std::vector<std::string>;

}  // namespace

class TreeEditsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstNodeIsTheRoot() {
        DecisionTree tree;
        const std::string root = addChild(tree, {});
        QCOMPARE(branchesOf(tree, {}), Ids{root});
        const std::string child = addChild(tree, root);
        QCOMPARE(treeNode(tree, root)->kind, TreeNodeKind::chance);
        QCOMPARE(treeNode(tree, child)->probability, std::string("#"));
        const std::string second = addSibling(tree, child);
        QCOMPARE(branchesOf(tree, root), (Ids{child, second}));
        QCOMPARE(treeNode(tree, second)->probability, std::string("0"));
        QCOMPARE(addSibling(tree, root), std::string());
    }

    void branchesMoveAmongTheirNeighbours() {
        DecisionTree tree = smallTree();
        QVERIFY(moveBranch(tree, "b", -1));
        QCOMPARE(branchesOf(tree, "root"), (Ids{"b", "a"}));
        QCOMPARE(branchesOf(tree, "a"), (Ids{"a1", "a2"}));
        QVERIFY(!moveBranch(tree, "b", -1));
        QVERIFY(!moveBranch(tree, "a", 1));
    }

    void removingTakesEverythingBelow() {
        DecisionTree tree = smallTree();
        removeSubtree(tree, "a");
        QCOMPARE(tree.nodes.size(), std::size_t{2});
        QCOMPARE(branchesOf(tree, "root"), Ids{"b"});
    }

    void aCopyHasItsOwnIds() {
        DecisionTree tree = smallTree();
        const std::vector<TreeNode> copied = subtreeOf(tree, "a");
        QCOMPARE(copied.size(), std::size_t{3});
        const std::string top = pasteSubtree(tree, copied, "b");
        QCOMPARE(treeNode(tree, "b")->kind, TreeNodeKind::chance);
        QCOMPARE(branchesOf(tree, "b"), Ids{top});
        QCOMPARE(treeNode(tree, top)->probability, std::string("0.4"));
        const Ids below = branchesOf(tree, top);
        QCOMPARE(below.size(), std::size_t{2});
        QCOMPARE(treeNode(tree, below[0])->probability, std::string("0.5"));
        std::set<std::string> ids;
        for (const TreeNode& each : tree.nodes) ids.insert(each.id);
        QCOMPARE(ids.size(), tree.nodes.size());
        QCOMPARE(pasteSubtree(tree, {}, "b"), std::string());
    }

    /// A tree pasted into itself ends.
    void aBranchCanBePastedBelowItself() {
        DecisionTree tree = smallTree();
        pasteSubtree(tree, subtreeOf(tree, "a"), "a");
        QCOMPARE(branchesOf(tree, "a").size(), std::size_t{3});
        QCOMPARE(tree.nodes.size(), std::size_t{8});
    }

    void endsStandBelowEachOther() {
        const auto places = treePlaces(smallTree());
        QCOMPARE(places.at("root").column, 0);
        QCOMPARE(places.at("a2").column, 2);
        QCOMPARE(places.at("a1").row, 0.0);
        QCOMPARE(places.at("a2").row, 1.0);
        QCOMPARE(places.at("b").row, 2.0);
        QCOMPARE(places.at("a").row, 0.5);
        QCOMPARE(places.at("root").row, 1.25);
    }

    void nodesThatHangOnNoRootAreLeftOut() {
        DecisionTree tree = smallTree();
        tree.nodes.push_back(node("x", "y", TreeNodeKind::chance, ""));
        tree.nodes.push_back(node("y", "x", TreeNodeKind::chance, ""));
        const auto places = treePlaces(tree);
        QCOMPARE(places.size(), std::size_t{5});
        removeSubtree(tree, "x");
        QCOMPARE(tree.nodes.size(), std::size_t{5});
    }

    void statesStandOnACircleUnlessTheyHaveAPlace() {
        std::vector<OutcomeState> states(3);
        for (std::size_t i = 0; i < states.size(); ++i) states[i].id = std::to_string(i);
        states[1].place = DiagramPlace{3, 4};
        const auto centres = stateCentres(states);
        QCOMPARE(centres.at("1"), QPointF(3, 4));
        QVERIFY(centres.at("0").x() < 0);
        QVERIFY(std::abs(centres.at("0").y()) < 1e-9);
        QVERIFY(centres.at("2").x() > 0);
    }
};

QTEST_APPLESS_MAIN(TreeEditsTest)
#include "tree_edits_test.moc"
